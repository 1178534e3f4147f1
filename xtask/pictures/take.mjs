// The README's pictures: both forms side by side, once in light and once in dark.
// Called by `cargo xtask pictures`, which starts the Worker and the emulated org.

import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { chromium } from "playwright-core";

import { encode } from "./png.mjs";

const [executablePath, worker, okta, light, dark] = process.argv.slice(2);
const LOGIN = "ada@example.com";
/** Of one form, in CSS pixels: a phone. */
const WIDTH = 380;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

try {
  await take("light", light);
  await take("dark", dark);
} finally {
  await browser.close();
}

async function take(colorScheme, path) {
  await fetch(`${okta}/_emulator/reset`, { method: "POST" });
  const context = await newContext({ colorScheme, reducedMotion: "reduce", viewport: { width: WIDTH, height: 900 } });
  const pages = [await forgotPassword(context), await newPassword(context)];
  const height = Math.max(...(await Promise.all(pages.map(bottom))));
  const pictures = [];
  for (const page of pages) pictures.push(await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height } }));
  await sideBySide(pictures.map((picture) => picture.toString("base64")), path);
  await context.close();
}

function newContext(options) {
  return browser.newContext({ bypassCSP: true, deviceScaleFactor: 2, locale: "en-GB", ...options });
}

async function forgotPassword(context) {
  const page = await context.newPage();
  await visit(page, `${worker}/forgot_password`);
  await page.locator("[name=login]").fill(LOGIN);
  return page;
}

async function newPassword(context) {
  const page = await forgotPassword(context);
  await page.locator("[type=submit]").click();
  await visit(page, await link());
  // Some of the org's rules are met by this, and some are not, which is said after a pause.
  await page.locator("[name=password]").pressSequentially("battery-staple");
  await page.locator("[data-rule][data-state=met]").first().waitFor();
  await page.locator("[data-rule][data-state=missing]").first().waitFor();
  return page;
}

async function visit(page, address) {
  await page.goto(address);
  await page.locator("[data-ready]").waitFor();
  // What a Linux without a desktop has for `system-ui` is a font that few people read.
  await page.addStyleTag({ content: ":root { --rekey-font: 'Liberation Sans', sans-serif }" });
}

/** Where the page ends; below is a footer, whose reference differs each time. */
async function bottom(page) {
  const { y, height } = await page.locator("[data-page]").boundingBox();
  return y + height;
}

/** The link of the newest mail, as soon as it is there. */
async function link() {
  for (let tries = 0; tries < 200; tries += 1) {
    const mails = await (await fetch(`${okta}/_emulator/outbox`)).json();
    const mail = mails.findLast(({ to }) => to === LOGIN);
    if (mail) return mail.links[0];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the org sent no mail");
}

async function sideBySide(pictures, path) {
  const context = await newContext({ viewport: { width: 1000, height: 900 } });
  const page = await context.newPage();
  const images = pictures.map((base64) => `<img width="${WIDTH}" src="data:image/png;base64,${base64}">`);
  await page.setContent(`<style>
    body { margin: 0 }
    main { display: inline-flex; gap: 16px; padding: 1px }
    img { border-radius: 12px; box-shadow: 0 0 0 1px #8888 }
  </style><main>${images.join("")}</main>`);
  const both = await page.locator("main").screenshot({ omitBackground: true });
  const decoded = await page.evaluate(decode, both.toString("base64"));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, encode({ ...decoded, pixels: Buffer.from(decoded.pixels, "base64") }));
  await context.close();
}

/** Runs in the page, which can read the PNG that it is given. */
async function decode(base64) {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  let bytes = "";
  for (const byte of data) bytes += String.fromCharCode(byte);
  return { width, height, pixels: btoa(bytes) };
}
