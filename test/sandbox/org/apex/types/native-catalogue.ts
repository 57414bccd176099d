import type { TypeDefinition } from './type.ts';

/** Every platform type that this double knows, by lower-case name. */
export class NativeCatalogue {
  readonly #byName = new Map<string, TypeDefinition>();
  readonly #namespaces = new Set<string>(['system']);

  add(definition: TypeDefinition): void {
    const name = definition.name.toLowerCase();
    this.#byName.set(name, definition);
    const dot = name.lastIndexOf('.');
    if (dot < 0) return;
    this.#namespaces.add(name.slice(0, dot));
    // `SObjectType` is `Schema.SObjectType`, `SaveResult` is not `Database.SaveResult`.
    if (name.startsWith('schema.') && !this.#byName.has(name.slice(dot + 1))) {
      this.#byName.set(name.slice(dot + 1), definition);
    }
  }

  /** Names may begin with `System.`. */
  find(name: string): TypeDefinition | undefined {
    const lower = name.toLowerCase();
    return this.#byName.get(lower) ?? this.#byName.get(lower.replace(/^system\./, ''));
  }

  isNamespace(name: string): boolean {
    return this.#namespaces.has(name.toLowerCase());
  }
}

export const nativeCatalogue = new NativeCatalogue();
