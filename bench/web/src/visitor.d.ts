// Globals of the visitor and of the peers' pages.

/** Peer (`bench/web/peers/contract.js`). */
declare var peer: {
  classify(pixels: Uint8Array): Promise<number[]>;
  /** Milliseconds in which it classifies all images. */
  time(images: Uint8Array[]): Promise<number>;
};

/** The 784 pixels that a peer reads first. */
declare var firstImage: Uint8Array;

/** Methods that `visitor.rs` calls. */
declare var visitor: object;
