/**
 * Drawn on a 24 grid with a 1.75 stroke, round ends, two units of air. One path each: strokes only, so that an icon takes
 * the colour of its text. A dot is a stroke of no length.
 *
 * Only those that the frame and the cards of a visit can show: the others are in `late-icons.ts` and come with the first part
 * that is not in the shell.
 */
export const icons = {
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h0M4.5 12h0M4.5 18h0',
  visit:
    'M4 21V6.5L12 3l8 3.5V21M2.5 21h19M9.5 21v-5h5v5M8.5 9.5h0M12 9.5h0M15.5 9.5h0M8.5 12.8h0M12 12.8h0M15.5 12.8h0',
  review: 'M5 3.5h9L19 8.5V12M5 3.5v17h6M13.5 3.5V9H19M8.5 13h4M14 18.5l2.2 2.2L21 16',
  report: 'M5 3.5h9L19 8.5v12H5zM13.5 3.5V9H19M9 17v-2.5M12 17v-5M15 17v-1.5',
  account:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6.6 19c.9-2.1 2.9-3.2 5.4-3.2s4.5 1.1 5.4 3.2',
  camera: 'M4 7.5h3.5L9 5h6l1.5 2.5H20v12H4zM12 17a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4z',
  photo: 'M3.5 5h17v14h-17zM4 17l5-5.5 3.5 3.5 3-3 4.5 4.5M15.5 9h0',
  note: 'M4 4.5h16v11l-5 5H4zM20 15.5h-5v5M8 9h8M8 13h5',
  comment: 'M4 4.5h16v12h-8.5L7 20.5v-4H4zM8 9h8M8 12.5h5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6h0',
  check: 'M5 12.5l4.5 4.5L19.5 7',
  checkCircle: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.3l2.8 2.8L16.2 9.5',
  warning: 'M12 3.8L2.8 20h18.4zM12 10v4.5M12 17.2h0',
  problem: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5V13M12 16.3h0',
  arrowLeft: 'M20 12H4.5M11 5.5L4.5 12l6.5 6.5',
  arrowRight: 'M4 12h15.5M13 5.5l6.5 6.5-6.5 6.5',
  chevronDown: 'M5.5 9.5L12 16l6.5-6.5',
  cloudOff: 'M9.5 5.8A6 6 0 0 1 17.5 10a4.5 4.5 0 0 1 2.7 7.4M17 18.5H6.5a4.5 4.5 0 0 1-.3-9M3.5 3.5l17 17',
  cloudDone: 'M6.5 18.5a4.5 4.5 0 0 1-.4-9 6 6 0 0 1 11.5.5 4.3 4.3 0 0 1-.1 8.5zM8.7 13.3l2.3 2.3 4-4',
  device: 'M5 3.5h14v17H5zM10.5 17.5h3',
  lock: 'M5.5 10.5h13v10h-13zM8 10.5V7.8a4 4 0 0 1 8 0v2.7M12 14.5v2',
  pen: 'M4 20l1-4.5L16.5 4a1.9 1.9 0 0 1 2.7 0l.8.8a1.9 1.9 0 0 1 0 2.7L8.5 19zM14.5 6l3.5 3.5',
  close: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  plus: 'M12 5v14M5 12h14',
  refresh: 'M19.5 5v4.5H15M4.5 19v-4.5H9M19.2 9.5A8 8 0 0 0 5.3 7.7M4.8 14.5a8 8 0 0 0 13.9 1.8',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM9 19.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
} as const;
