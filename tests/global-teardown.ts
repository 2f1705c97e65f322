import "./global-setup"; // declares the global

/** Undoes what global-setup.ts did. Jest asks for a default export here. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.undoGlobalSetup?.();
}
