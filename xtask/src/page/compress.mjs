// Writes FILE.br and FILE.gz beside each file of a folder that compression makes smaller, unless a newer copy exists.
// argv: [node, FOLDER]

import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = process.argv[1];
const compressible = /\.(css|html|js|json|mjs|onnx|svg|txt|wasm|webmanifest)$/;

function isCompressed(file) {
  const copy = `${file}.br`;
  return existsSync(copy) && statSync(copy).mtimeMs >= statSync(file).mtimeMs;
}

for (const name of readdirSync(folder, { recursive: true }).filter((name) => compressible.test(name))) {
  if (isCompressed(join(folder, name))) continue;
  const content = readFileSync(join(folder, name));
  const copies = { br: brotliCompressSync(content), gz: gzipSync(content, { level: 9 }) };
  for (const [extension, copy] of Object.entries(copies)) {
    if (copy.length < content.length) {
      writeFileSync(join(folder, `${name}.${extension}`), copy);
    }
  }
}
