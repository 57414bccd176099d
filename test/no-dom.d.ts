// What `jsdom` means to the compiler: nothing. Vitest's optional types import jsdom's, which come with the component
// tests and bring the browser's library along; its CryptoKey and Buffer are not Node's.
export {};
