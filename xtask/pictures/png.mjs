// PNG with a palette: a third of what a browser writes. https://www.w3.org/TR/png-3/

import { deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

/** Encodes pixels, each four bytes (red, green, blue, alpha), with the colours that occur most. */
export function encode({ width, height, pixels }) {
  const colours = Uint32Array.from({ length: width * height }, (_, i) => pixels.readUInt32BE(4 * i));
  const palette = mostFrequent(colours);
  const places = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, i) => {
    if (!places.has(colour)) places.set(colour, nearest(colour, palette));
    // Each row begins with its filter: 0, none.
    rows[i + Math.floor(i / width) + 1] = places.get(colour);
  });
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const channels = palette.map(split);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(channels.flatMap(([red, green, blue]) => [red, green, blue]))),
    chunk("tRNS", Buffer.from(channels.map((colour) => colour[3]))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function mostFrequent(colours) {
  const times = new Map();
  for (const colour of colours) times.set(colour, (times.get(colour) ?? 0) + 1);
  return [...times.keys()].sort((a, b) => times.get(b) - times.get(a)).slice(0, COLOURS);
}

function nearest(colour, palette) {
  const wanted = split(colour);
  const distances = palette.map((other) => split(other).reduce((sum, part, i) => sum + (part - wanted[i]) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}

function split(colour) {
  return [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255, colour & 255];
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
