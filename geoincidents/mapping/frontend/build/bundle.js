// Makes ../dist: page.js, page.css, strings-*.json, basemap-*.json, licences.txt.

import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeBasemap } from "./basemap.js";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await build({
  entryPoints: { page: fileURLToPath(new URL("src/main.js", root)) },
  outdir: fileURLToPath(dist),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  charset: "utf8",
  legalComments: "none",
  loader: { ".png": "dataurl", ".svg": "dataurl" },
  logLevel: "warning",
});

for (const name of readdirSync(new URL("src/strings/", root))) {
  copyFileSync(new URL(`src/strings/${name}`, root), new URL(`strings-${name}`, dist));
}
writeBasemap(dist);

const licences = ["leaflet", "world-atlas"].map((name) => {
  const { version, license } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, root), "utf8"));
  const text = readFileSync(new URL(`node_modules/${name}/LICENSE`, root), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(new URL("licences.txt", dist), licences.join("\n----\n\n"));
