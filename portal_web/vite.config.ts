import { defineConfig } from "vite";

// Each page is a folder under src/ with its own index.html; give it a line in `input`.
export default defineConfig({
  root: "src",
  base: "/static/",
  publicDir: false,
  build: {
    outDir: "../static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // nothing as data: URLs, so the content security policy can stay strict
    chunkSizeWarningLimit: 8192,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { graphiql: "src/graphiql/index.html" } },
  },
});
