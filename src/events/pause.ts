/** How long to work before others get their turn, in milliseconds. */
export const TURN = 8;

/** Lets waiting messages in. A timer would be held back by some milliseconds each time; a message of our own is not. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
