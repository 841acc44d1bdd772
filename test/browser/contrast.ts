/** How well texts can be read on what is behind them, as WCAG 2 measures it: 4.5 is enough for small letters. */
import type { Locator } from 'playwright-core';

interface Painted {
  readonly text: string;
  readonly color: string;
  /** Of the element and of all that it is in, the innermost first. */
  readonly backgrounds: readonly string[];
}

export interface Contrast {
  readonly text: string;
  readonly ratio: number;
}

/** Of each element below that has a text of its own. */
export async function contrasts(root: Locator): Promise<readonly Contrast[]> {
  const painted = await root.evaluate((top): Painted[] =>
    [...top.querySelectorAll('*')].flatMap((node) => {
      const text = [...node.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ textContent }) => textContent?.trim() ?? '')
        .join(' ')
        .trim();
      const backgrounds: string[] = [];
      for (let at: Element | null = node; at !== null; at = at.parentElement)
        backgrounds.push(getComputedStyle(at).backgroundColor);
      return text === '' ? [] : [{ text, color: getComputedStyle(node).color, backgrounds }];
    }),
  );
  return painted.map(({ text, color, backgrounds }) => {
    const behind = backgrounds.reduceRight((below, background) => over(parse(background), below), white);
    const [light, dark] = [luminance(over(parse(color), behind)), luminance(behind)].sort((a, b) => b - a);
    return { text, ratio: ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05) };
  });
}

type Color = readonly [red: number, green: number, blue: number, alpha: number];

const white: Color = [255, 255, 255, 1];

/** `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.4)`, as browsers compute colours. */
function parse(color: string): Color {
  const [red, green, blue, alpha = 1] = [...color.matchAll(/[\d.]+/g)].map(Number);
  if (!color.startsWith('rgb') || red === undefined || green === undefined || blue === undefined)
    throw new Error(`not a colour that is known here: ${color}`);
  return [red, green, blue, alpha];
}

function over([red, green, blue, alpha]: Color, below: Color): Color {
  const mix = (upper: number, lower: number): number => upper * alpha + lower * (1 - alpha);
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1];
}

function luminance([red, green, blue]: Color): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
