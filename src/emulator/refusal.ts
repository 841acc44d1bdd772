/** Refusals in the words of Tencent Cloud API 3.0. The code is contractual, the text is only there for realism. */
import { apiVersion } from '../tione/types.ts';

/** An answer with `Response.Error`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  /** The text for `X-TC-Language: zh-CN`, where one is known. */
  readonly chinese: string | undefined;

  constructor(code: string, message: string, chinese?: string) {
    super(message);
    this.code = code;
    this.chinese = chinese;
  }
}

export function missingParameter(name: string): Refusal {
  return new Refusal('MissingParameter', `The request is missing a required parameter \`${name}\`.`);
}

export function unknownParameter(name: string): Refusal {
  return new Refusal('UnknownParameter', `The parameter \`${name}\` is not recognized.`, `未定义参数 ${name}`);
}

export function wrongType(name: string, expected: string): Refusal {
  return new Refusal('InvalidParameter', `The value type of parameter \`${name}\` is not valid: ${expected} expected.`);
}

export function invalidValue(name: string, why: string, code = 'InvalidParameterValue'): Refusal {
  return new Refusal(code, `The value of parameter \`${name}\` is not valid: ${why}.`);
}

export function invalidRegion(code: string): Refusal {
  return new Refusal(code, 'A value specified in `X-TC-Region` is not valid, is unsupported, or cannot be used.');
}

export function invalidAction(action: string): Refusal {
  const where = `service=\`tione\` and version=\`${apiVersion}\``;
  return new Refusal('InvalidAction', `The request action=\`${action}\` is invalid or not found in ${where}.`);
}

export function noSuchVersion(version: string): Refusal {
  return new Refusal('NoSuchVersion', `The version \`${version}\` of service \`tione\` does not exist.`);
}

export function actionOffline(action: string): Refusal {
  return new Refusal('ActionOffline', `The action \`${action}\` has been taken offline.`);
}

export function requestLimitExceeded(count: number, limit: number): Refusal {
  return new Refusal(
    'RequestLimitExceeded',
    `Your current request times equals to \`${String(count)}\` in a second, which exceeds the frequency limit ` +
      `\`${String(limit)}\` for a second. Please reduce the frequency of calls.`,
  );
}

export function sizeExceeded(code: 'RequestSizeLimitExceeded' | 'ResponseSizeLimitExceeded', limit: number): Refusal {
  const what = code === 'RequestSizeLimitExceeded' ? 'request' : 'response';
  return new Refusal(code, `The size of the ${what} exceeds the limit of ${String(limit)} bytes.`);
}

export const invalidAuthorization = (why: string): Refusal =>
  new Refusal('AuthFailure.InvalidAuthorization', `The \`Authorization\` header is not valid: ${why}.`);

export const secretIdNotFound = (): Refusal =>
  new Refusal(
    'AuthFailure.SecretIdNotFound',
    'The SecretId is not found, please ensure that your SecretId is correct.',
    'SecretId不存在，请输入正确的密钥。',
  );

export const signatureExpire = (): Refusal =>
  new Refusal(
    'AuthFailure.SignatureExpire',
    'The signature has expired: `X-TC-Timestamp` and the time of the server differ by more than five minutes.',
  );

export const signatureFailure = (code = 'AuthFailure.SignatureFailure'): Refusal =>
  new Refusal(
    code,
    'The provided credentials could not be validated. Please check your signature is correct.',
    '请求签名验证失败，请检查您的签名计算是否正确。',
  );

export const tokenFailure = (): Refusal =>
  new Refusal('AuthFailure.TokenFailure', 'The token of the temporary credentials is not valid.');

/** The cause is told: whoever meets it tests against an emulator, and nothing is secret there. */
export const internalError = (cause: unknown): Refusal =>
  new Refusal('InternalError', `The emulator failed: ${cause instanceof Error ? cause.message : String(cause)}.`);

export const resourceNotFound = (code: string, id: string): Refusal =>
  new Refusal(code, `The resource \`${id}\` does not exist.`);
