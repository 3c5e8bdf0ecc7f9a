// Bundle styles, fonts and scripts into the package: npm run build. Nothing is fetched when a page is shown.
import { rm, writeFile, mkdir } from "node:fs/promises";
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";

const web = "../src/veiligheidsgraaf/web";
const out = `${web}/static/gebouwd`;

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: {
    stijl: "src/stijl.css",
    editor: "src/editor.js",
    "editor-stijl": "src/editor.css",
    netwerk: "src/netwerk.js",
    grafiek: "src/grafiek.js",
  },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome110", "firefox110", "safari16"],
  outdir: out,
  loader: { ".woff2": "file", ".svg": "dataurl" },
  assetNames: "[name]",
  legalComments: "linked",
  logLevel: "warning",
});

// The design system brings every variant of a component; a page carries only what the templates use.
const [kept] = await new PurgeCSS().purge({
  content: [`${web}/pages/templates/**/*.html`, "src/*.js"],
  css: [`${out}/stijl.css`],
  variables: true,
  safelist: ["html", "body", ":root"],
});
await writeFile(`${out}/stijl.css`, kept.css);
console.log(`gebouwd: stijl.css ${Math.round(kept.css.length / 1024)} kB`);
