import type { Plugin } from "vite";

const TEXT = /\.(js|css|svg|map)$/;
const LEAST = 1024; // bytes below which a smaller file saves no packet
const MOST = 2 ** 19; // bytes above which Brotli takes seconds: that is the editor of GraphiQL

/** Lays small copies beside each text that is served, so that no server has to compress it again and again. */
export function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post", // others still put something into the texts before
      async handler(_options, bundle) {
        for (const [fileName, made] of Object.entries(bundle)) {
          const source = made.type === "chunk" ? made.code : made.source;
          if (!TEXT.test(fileName) || source.length < LEAST) continue;
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: await packed(source, "gzip") });
          if (source.length > MOST) continue;
          this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: await packed(source, "brotli") });
        }
      },
    },
  };
}

async function packed(source: string | Uint8Array, format: "gzip" | "brotli"): Promise<Uint8Array> {
  const bytes = new Blob([source as BlobPart]).stream().pipeThrough(new CompressionStream(format as CompressionFormat));
  return new Uint8Array(await new Response(bytes).arrayBuffer());
}
