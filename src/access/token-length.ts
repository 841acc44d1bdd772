/** Characters. Every larger token would be work for nothing: tokens have one to three kB. */
export const maxTokenLength = 8 * 1024;
