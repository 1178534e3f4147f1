// Says on the console which colours of an application are hard to read with these forms (WCAG 2.2, 1.4.3
// and 1.4.11). A file of its own, which nobody loads who has set no colours.

// What stands before what, and the least contrast; in the names of the custom properties.
const PAIRS = [
  ["text", "surface", 4.5],
  ["muted", "surface", 4.5],
  ["accent", "surface", 4.5],
  ["on-accent", "accent", 4.5],
  ["error", "surface", 4.5],
  ["error", "error-surface", 4.5],
  ["success", "surface", 4.5],
  ["edge", "surface", 3],
];

const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
  willReadFrequently: true,
});
const said = new Set();
const checked = new Set(); // weak references: an element that is gone is none of ours
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const one of checked) {
    const element = one.deref();
    if (element) judge(element);
    else checked.delete(one);
  }
});

/** Judges the colours of an element as they are now, and once more whenever it is dark or light. */
export function check(element) {
  checked.add(new WeakRef(element));
  judge(element);
}

function judge(element) {
  const behind = background(element);
  if (!element.isConnected || !behind) return;
  const colours = coloursOf(element);
  const surface = paint([colours.Canvas, ...behind, colours.surface]);
  for (const [front, back, least] of PAIRS) {
    const below = back === "surface" ? surface : paint([css(surface), colours[back]]);
    const found = contrast(paint([css(below), colours[front]]), below);
    if (found >= least) continue;
    const words = `rekey: --rekey-${front} on --rekey-${back} has a contrast of ${found.toFixed(2)} : 1; it needs ${least} : 1 to be readable (WCAG 2.2, ${least > 3 ? "1.4.3" : "1.4.11"}).`;
    if (!said.has(words)) console.warn(words);
    said.add(words);
  }
}

// The colours that the style sheet makes of the application's, whatever they are written in, and what
// the browser paints where nobody paints.
function coloursOf(element) {
  const probe = document.createElement("div");
  probe.className = "rekey";
  probe.hidden = true;
  element.append(probe);
  const colours = {};
  for (const name of new Set(PAIRS.flatMap(([front, back]) => [front, back]))) {
    probe.style.color = `var(--_${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.style.color = "Canvas";
  colours.Canvas = getComputedStyle(probe).color;
  probe.remove();
  return colours;
}

// What is painted behind an element, from the bottom; nothing where that is a picture.
function background(element) {
  const layers = [];
  for (let it = element; it; it = it.parentElement ?? it.getRootNode().host) {
    const { backgroundColor, backgroundImage } = getComputedStyle(it);
    if (backgroundImage !== "none") return;
    layers.unshift(backgroundColor);
  }
  return layers;
}

function paint(layers) {
  for (const layer of layers) {
    pen.fillStyle = layer;
    pen.fillRect(0, 0, 1, 1);
  }
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

const css = (rgb) => `rgb(${rgb})`;

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
