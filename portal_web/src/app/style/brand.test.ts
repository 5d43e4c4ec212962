import { expect, test } from "vitest";
import { brandProperties, contrast, inkOn, parseColour, readableOn } from "./brand";

const HARD = ["#ffff00", "#fff", "#000", "#7f7f7f", "#ff0000", "#00ff88", "#3250b8", "#f5c542"];

test("black on white is 21 to 1, and a colour on itself 1 to 1", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([12, 200, 7], [12, 200, 7])).toBe(1);
});

test("only colours are read as colours", () => {
  expect(parseColour("#a1b2c3")).toEqual([0xa1, 0xb2, 0xc3]);
  expect(parseColour(" #FA0 ")).toEqual([0xff, 0xaa, 0]);
  for (const text of ["", "red", "#12", "#12345", "url(x)", "#12345g"]) expect(parseColour(text)).toBeNull();
});

test("a colour that can be read stays as it is", () => {
  expect(readableOn([255, 255, 255], [20, 40, 120])).toEqual([20, 40, 120]);
});

test("whatever colour a firm has, text in it, on it and on its tint can be read in light and dark", () => {
  for (const text of HARD) {
    const found = brandProperties(text);
    const colour = (name: string) => parseColour(found[name] ?? "") ?? [-1, -1, -1];
    for (const [scheme, ground, ink, soft] of [
      ["light", "#fff", "#1b2330", "#566072"],
      ["dark", "#1f2630", "#e9edf4", "#a9b3c2"],
    ] as const) {
      const accent = colour(`--accent-on-${scheme}`);
      const tint = colour(`--accent-tint-on-${scheme}`);
      expect(contrast(accent, parseColour(ground) ?? accent), `${text} ${scheme}`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent, tint), `${text} ${scheme} on tint`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colour(`--accent-ink-on-${scheme}`), accent)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(parseColour(soft) ?? tint, tint), `${text} ${scheme} softly`).toBeGreaterThanOrEqual(4.5);
      for (const fill of [tint, colour(`--accent-tint-strong-on-${scheme}`)])
        expect(contrast(parseColour(ink) ?? fill, fill)).toBeGreaterThanOrEqual(7);
    }
  }
});

test("ink is white on dark fills and dark on bright ones", () => {
  expect(inkOn([10, 20, 90])).toEqual([255, 255, 255]);
  expect(inkOn([250, 240, 90])).toEqual([13, 18, 30]);
});

test("what is no colour dresses nothing", () => {
  expect(brandProperties("javascript:1")).toEqual({});
});
