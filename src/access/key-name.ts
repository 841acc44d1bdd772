/** How an API key may be called. */
export const keyName = /^[\w.-]{1,64}$/;
