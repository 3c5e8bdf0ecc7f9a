// Bundle styles, fonts and scripts into the package: npm run build. Nothing is fetched when a page is shown.
import { rm, writeFile, mkdir } from "node:fs/promises";
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";

const web = "../src/veiligheidsgraaf/web";
const review = "../src/veiligheidsgraaf/review/pages";
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
    vraag: "src/vraag.js",
    nalezen: "src/nalezen.js",
    "nalezen-stijl": "src/nalezen.css",
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
const PAGES = { stijl: `${web}/pages/templates/**/*.html`, "nalezen-stijl": `${review}/templates/**/*.html` };
for (const [name, templates] of Object.entries(PAGES)) {
  const [kept] = await new PurgeCSS().purge({
    content: [templates, "src/*.js"],
    css: [`${out}/${name}.css`],
    variables: true,
    dynamicAttributes: ["aria-sort"], // its value is written by a template
    safelist: ["html", "body", ":root", /^staat-/, /^niveau-/, /^stand-/],
  });
  await writeFile(`${out}/${name}.css`, kept.css);
  console.log(`gebouwd: ${name}.css ${Math.round(kept.css.length / 1024)} kB`);
}
