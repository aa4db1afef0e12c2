// Writes NAME.br and NAME.gz beside each file of a folder, where they are smaller and no newer copy exists.
// argv: [node, FOLDER]

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const [, folder] = process.argv;
const compressible = /\.(css|html|js|json|mjs|onnx|svg|txt|wasm|webmanifest)$/;
const names = readdirSync(folder, { encoding: "utf8", recursive: true });

/** @param {string} file */
function isCompressed(file) {
  const copy = `${file}.br`;
  return existsSync(copy) && statSync(copy).mtimeMs >= statSync(file).mtimeMs;
}

for (const name of names.filter((name) => compressible.test(name))) {
  const file = join(folder, name);
  if (isCompressed(file)) continue;
  const content = readFileSync(file);
  const copies = { br: brotliCompressSync(content), gz: gzipSync(content, { level: 9 }) };
  for (const [extension, copy] of Object.entries(copies)) {
    if (copy.length < content.length) writeFileSync(`${file}.${extension}`, copy);
  }
}
