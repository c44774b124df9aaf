/** Monaco has no types for its own services; these are the two that `monaco.ts` needs. */
declare module 'monaco-editor/editor/standalone/browser/standaloneServices' {
  export const StandaloneServices: { get<Service>(id: { readonly service: Service }): Service };
}

declare module 'monaco-editor/platform/storage/common/storage' {
  export const IStorageService: {
    readonly service: { store(key: string, value: boolean, scope: number, target: number): void };
  };
}
