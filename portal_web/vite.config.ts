import { defineConfig } from "vitest/config";
import { precompressed } from "./precompressed";

// Each page is a folder under src/ with its own index.html; give it a line in `input`.
export default defineConfig({
  root: "src",
  base: "/static/",
  publicDir: false,
  plugins: [precompressed()],
  build: {
    outDir: "../static",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0, // nothing as data: URLs, so the content security policy can stay strict
    chunkSizeWarningLimit: 8192,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { app: "src/app/index.html", graphiql: "src/graphiql/index.html" } },
  },
  test: { root: "src", include: ["app/**/*.test.ts"] },
});
