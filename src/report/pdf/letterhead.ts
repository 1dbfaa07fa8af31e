import type { Letterhead } from '../report-input.ts';
import type { Content } from './pdf-content.ts';
import { accent, bare, muted, page } from './style.ts';

export const logoName = 'letterhead-logo';
const logoSide = 58;

/** Logo, name and address over a double rule, as on Indonesian letterheads. */
export function letterhead(sender: Letterhead): Content {
  return { stack: [sender.logo === null ? names(sender) : besideLogo(sender), rule()] };
}

function names({ name, lines }: Letterhead): Content {
  return {
    stack: [
      { text: name.toUpperCase(), bold: true, fontSize: 12, characterSpacing: 0.6, alignment: 'center' },
      ...lines.map(
        (text): Content => ({ text, fontSize: 8.5, color: muted, alignment: 'center', margin: [0, 1, 0, 0] }),
      ),
    ],
  };
}

/** An empty column as wide as the logo keeps the names in the middle of the paper. */
function besideLogo(sender: Letterhead): Content {
  return {
    table: {
      widths: [logoSide, page.width - 2 * logoSide, logoSide],
      body: [
        [
          { image: logoName, fit: [logoSide, logoSide], alignment: 'left' },
          { stack: [names(sender)], verticalAlignment: 'middle' },
          { text: '' },
        ],
      ],
    },
    layout: bare,
  };
}

function rule(): Content {
  return {
    canvas: [
      { type: 'line', x1: 0, y1: 9, x2: page.width, y2: 9, lineWidth: 2.2, lineColor: accent },
      { type: 'line', x1: 0, y1: 12.5, x2: page.width, y2: 12.5, lineWidth: 0.6, lineColor: accent },
    ],
  };
}

export function logoPicture({ logo }: Letterhead): Record<string, string> {
  return logo === null ? {} : { [logoName]: `data:${logo.mime};base64,${logo.base64}` };
}
