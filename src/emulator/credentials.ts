/** A key pair that the emulator accepts; with a token, it is a temporary one and the token is checked too. */
export interface EmulatorCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** The key pair of an emulator that was given none. No account has it: it opens nothing but emulators. */
export const emulatorCredentials = {
  secretId: 'AKIDtioneEmulator',
  secretKey: 'tione-emulator-secret',
} as const satisfies EmulatorCredentials;
