import { assertEquals } from "@std/assert";
import { isNeeded, type ModuleGraph, neededPackages } from "./packages.ts";

const LINUX = { name: "linux-x64", os: "linux", arch: "x64" };

const graphOf = (
  imported: readonly string[],
  dependencies: Readonly<Record<string, readonly string[]>>,
): ModuleGraph => ({
  modules: [
    { local: "/main.ts" },
    ...imported.map((npmPackage) => ({ npmPackage })),
  ],
  npmPackages: Object.fromEntries(
    Object.entries(dependencies).map(([key, dependencies]) => [key, {
      name: key.replace(/@\d+$/, ""),
      dependencies,
      localPath: `/node_modules/${key}`,
    }]),
  ),
});

const namesOf = (graph: ModuleGraph) =>
  neededPackages(graph, LINUX).map(({ name }) => name);

Deno.test("neededPackages() lists imported packages and their dependencies once, cycles included", () => {
  const graph = graphOf(["a@1", "b@1"], {
    "a@1": ["c@1"],
    "b@1": ["c@1"],
    "c@1": ["a@1"],
    "unused@1": ["a@1"],
  });
  assertEquals(namesOf(graph), ["a", "c", "b"]);
});

Deno.test("neededPackages() omits packages of other platforms and what only they need", () => {
  const graph = graphOf(["sharp@1"], {
    "sharp@1": [
      "@img/sharp-linux-x64@1",
      "@img/sharp-linuxmusl-x64@1",
      "@img/sharp-linux-arm64@1",
      "@img/sharp-win32-x64@1",
      "@img/sharp-wasm32@1",
      "detect-libc@1",
    ],
    "@img/sharp-linux-x64@1": ["@img/sharp-libvips-linux-x64@1"],
    "@img/sharp-libvips-linux-x64@1": [],
    "@img/sharp-linuxmusl-x64@1": ["@img/sharp-libvips-linuxmusl-x64@1"],
    "@img/sharp-libvips-linuxmusl-x64@1": [],
    "@img/sharp-linux-arm64@1": [],
    "@img/sharp-win32-x64@1": [],
    "@img/sharp-wasm32@1": ["@emnapi/runtime@1"],
    "@emnapi/runtime@1": [],
    "detect-libc@1": [],
  });
  assertEquals(namesOf(graph), [
    "sharp",
    "@img/sharp-linux-x64",
    "@img/sharp-libvips-linux-x64",
    "detect-libc",
  ]);
});

Deno.test("isNeeded() keeps code, data, native code of this platform and licences", () => {
  for (
    const path of [
      "/index.js",
      "/dist/output.cjs",
      "/package.json",
      "/bin/napi-v6/linux/x64/libonnxruntime.so.1",
      "/codecs/node/bin/x64-linux.node",
      "/lib/sharp-linux-x64-0.35.5.node",
      "/wasm/any/png.wasm",
      "/LICENSE",
      "/lib/testing.js",
      "/lib/win32.js",
    ]
  ) assertEquals(isNeeded(path, LINUX), true, path);
});

Deno.test("isNeeded() drops other platforms' native code, types, sources and tests", () => {
  for (
    const path of [
      "/bin/napi-v6/linux/arm64/libonnxruntime.so.1",
      "/bin/napi-v6/win32/x64/onnxruntime.dll",
      "/bin/napi-v6/darwin/arm64/onnxruntime_binding.node",
      "/codecs/node/bin/arm64-linux.node",
      "/codecs/node/bin/x64-darwin.node",
      "/index.d.ts",
      "/index.d.mts",
      "/out/web.js.map",
      "/src/pipeline.cc",
      "/test/perf/big.js",
      "/dist-es/index.js",
      "/README.md",
    ]
  ) assertEquals(isNeeded(path, LINUX), false, path);
});
