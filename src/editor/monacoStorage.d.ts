/** Monaco has no types for its own services. */
declare module 'monaco-editor/platform/storage/common/storage' {
  export class InMemoryStorageService {
    store(key: string, value: boolean, scope: number, target: number): void;
  }
}
