// Builds a page of each peer.
// argv: [node, build.mjs, FOLDER, digits.onnx, FOLDER of burn's bindings, if there are any]

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { translate } from "./layers.mjs";

const [, , out, onnx, bindings] = process.argv;
const modules = join(import.meta.dirname, "node_modules");

const page = (title, script, fetched) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
${fetched.map((name) => `    <link rel="preload" as="fetch" crossorigin href="${name}" />\n`).join("")}  </head>
  <body>
    <output id="answer">Loading…</output>
    <script type="module" src="${script}"></script>
  </body>
</html>
`;

// Writes a file and a compressed copy, as the build of Inkling's page does.
const write = (file, content) => {
  writeFileSync(file, content);
  writeFileSync(`${file}.br`, brotliCompressSync(content));
};

// Writes a file whose name has a hash of its content: cached by browsers, and compressed once.
const writeHashed = (folder, stem, extension, content) => {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const name = `${stem}-${hash}.${extension}`;
  if (!existsSync(join(folder, `${name}.br`))) write(join(folder, name), content);
  return name;
};

const bundle = async (peer, constants, alias) => {
  const define = Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]);
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, peer, "main.js")],
    alias,
    bundle: true,
    define: Object.fromEntries(define),
    format: "esm",
    minify: true,
    nodePaths: [modules],
    target: "es2022",
    write: false,
  });
  return outputFiles[0].contents;
};

const make = async ({ peer, title, wasm, model, constants, alias }) => {
  const folder = join(out, peer);
  mkdirSync(folder, { recursive: true });
  const files = { WASM: writeHashed(folder, peer, "wasm", readFileSync(wasm)) };
  if (model) files.MODEL = writeHashed(folder, "model", model.extension, model.content);
  const script = await bundle(peer, { ...files, ...constants }, alias);
  const main = writeHashed(folder, "main", "js", script);
  write(join(folder, "index.html"), page(title, main, Object.values(files)));
};

const content = readFileSync(onnx);
await make({
  peer: "onnxruntime",
  title: "onnxruntime-web",
  wasm: join(modules, "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm"),
  model: { extension: "onnx", content },
});
const { layers, weights } = translate(content);
await make({
  peer: "tensorflow",
  title: "TensorFlow.js",
  wasm: join(modules, "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm"),
  model: { extension: "bin", content: Buffer.from(weights.buffer) },
  constants: { LAYERS: layers },
  alias: {
    "@tensorflow/tfjs-core": join(import.meta.dirname, "tensorflow/core.js"),
    core: join(modules, "@tensorflow/tfjs-core/dist"),
  },
});
if (bindings) {
  await make({
    peer: "burn",
    title: "burn",
    wasm: join(bindings, "burn_peer_bg.wasm"),
    alias: { "burn-peer": join(bindings, "burn_peer.js") },
  });
}
