type Library = { [icon: string]: unknown };

/** A base component draws nothing for an icon it does not find; here that is an error of the page that names the icon. */
export function reportMissing(library: Library): Library {
  return new Proxy(library, {
    get(icons, name) {
      const icon = icons[String(name)];
      if (icon === undefined && String(name).includes('_')) reportError(String(name));
      return icon;
    },
  });
}

/** In a turn of its own, so that drawing goes on. */
function reportError(name: string): void {
  queueMicrotask(() => {
    throw new Error(`the icon ${name.replace('_', ':')} is named nowhere, so it is not built in`);
  });
}
