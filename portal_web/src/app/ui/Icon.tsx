/** Our own pictograms, drawn with the ink of the text around them. */

const PATHS = {
  archive: "M4 8v11a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1V8M3 4h18v4H3zM10 12h4",
  arrowDown: "M12 5v14M6 13l6 6 6-6",
  arrowUp: "M12 19V5M6 11l6-6 6 6",
  attach: "m20 11-8.2 8.2a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.2a1.7 1.7 0 0 1-2.3-2.3L14.5 7",
  back: "M15 5l-7 7 7 7",
  bell: "M6 9a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7M10 20a2.2 2.2 0 0 0 4 0",
  bellOff: "M18 12c-.1-1-.1-2 0-3a6 6 0 0 0-9.5-4.9M6.2 8C6 8.400 6 9 6 9c0 6-2 7-2 7h12M10 20a2.2 2.2 0 0 0 4 0M3 3l18 18",
  chat: "M4 5h16v11H9l-5 4z",
  check: "M5 12.500l4.500 4.500L19 7",
  checkDouble: "M2 12.500 6.500 17 15 7.500M12 16l1 1 9-9.500",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2",
  close: "M6 6l12 12M18 6 6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  filter: "M4 6h16M7 12h10M10 18h4",
  gear: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3v2.500M12 18.500V21M3 12h2.500M18.500 12H21M5.600 5.600l1.800 1.800M16.600 16.600l1.800 1.800M5.600 18.400l1.800-1.800M16.600 7.400l1.800-1.800",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8h.01",
  key: "M15 4a5 5 0 1 1-3.700 8.400L6 17.700V20H3v-3l6.700-6.700A5 5 0 0 1 15 4M16 8h.01",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  mail: "M3 6h18v12H3zM3 7l9 6 9-6",
  megaphone: "M4 10v4h3l9 4V6L7 10zM8 14.500l1.500 5M19 10a3 3 0 0 1 0 4",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  people: "M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M2.500 20c0-3.500 3-5.500 6.500-5.500s6.500 2 6.500 5.500M16 5.300a3.500 3.500 0 0 1 0 6.400M18 14.800c2.100.7 3.500 2.500 3.500 5.200",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20.500c0-3.800 3.300-6 7.500-6s7.500 2.200 7.500 6",
  phone: "M8 3h8v18H8zM11 18h2",
  plus: "M12 5v14M5 12h14",
  portal: "M4 21V8l8-5 8 5v13M9 21v-7h6v7",
  reply: "M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  retry: "M20 11a8 8 0 1 0-2.300 6.300M20 5v6h-6",
  screen: "M3 5h18v11H3zM9 20h6M12 16v4",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5",
  send: "M4 12 3.500 4.500 21 12 3.500 19.500zM4 12h8",
  signOut: "M10 4H5v16h5M15 8l4 4-4 4M19 12H9",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  zoomIn: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M11 8v6M8 11h6",
  zoomOut: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M8 11h6",
  warning: "M12 4 2.500 20h19zM12 10v4M12 17h.01",
} as const;

export type IconName = keyof typeof PATHS;

/** Always hidden from screen readers: what carries it has a name of its own. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
