/** Codes of TI-ONE and what clients shall see of them: the table of the API's contract, written out by hand. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Common codes of Tencent Cloud API 3.0 and those of TI-ONE's model repository, as published. */
export const published = words(`
  ActionOffline AuthFailure AuthFailure.CamException AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId
  AuthFailure.MFAFailure AuthFailure.NoPermission AuthFailure.SecretIdNotFound AuthFailure.SignatureExpire
  AuthFailure.SignatureFailure AuthFailure.TokenFailure AuthFailure.UnauthorizedOperation DryRunOperation
  FailedOperation FailedOperation.BindingTagsFailed FailedOperation.CAMFailure FailedOperation.ExecDatabaseFail
  FailedOperation.ExecTagFail FailedOperation.MoveModelDirFailed FailedOperation.QueryBindingTagsFailed
  FailedOperation.QueryDatabaseFail FailedOperation.QueryModelsByTagsFailed FailedOperation.RecordNotFound
  FailedOperation.UnmarshalData InternalError InvalidAction InvalidParameter InvalidParameterValue InvalidRequest
  IpInBlacklist IpNotInWhitelist LimitExceeded MissingParameter NoSuchProduct NoSuchVersion OperationDenied
  RequestLimitExceeded RequestLimitExceeded.GlobalRegionUinLimitExceeded RequestLimitExceeded.IPLimitExceeded
  RequestLimitExceeded.UinLimitExceeded RequestSizeLimitExceeded ResourceInUse ResourceInsufficient ResourceNotFound
  ResourceNotFound.NoModel ResourceUnavailable ResponseSizeLimitExceeded ServiceUnavailable UnauthorizedOperation
  UnknownParameter UnsupportedOperation UnsupportedProtocol UnsupportedRegion`);

export interface Outcome {
  /** What clients read in `extensions.code`. */
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly from: readonly string[];
}

export const outcomes: readonly Outcome[] = [
  {
    code: 'THROTTLED',
    retryable: true,
    retryAfterMs: 1000,
    from: words(`RequestLimitExceeded RequestLimitExceeded.GlobalRegionUinLimitExceeded
      RequestLimitExceeded.IPLimitExceeded RequestLimitExceeded.UinLimitExceeded`),
  },
  {
    code: 'UPSTREAM_AUTHENTICATION',
    retryable: false,
    from: words(`AuthFailure AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId AuthFailure.MFAFailure
      AuthFailure.SecretIdNotFound AuthFailure.SignatureExpire AuthFailure.SignatureFailure AuthFailure.TokenFailure`),
  },
  {
    code: 'FORBIDDEN',
    retryable: false,
    from: words(`AuthFailure.NoPermission AuthFailure.UnauthorizedOperation OperationDenied UnauthorizedOperation
      FailedOperation.NoPermission InternalError.NoPermission OperationDenied.UnauthorizedOperation`),
  },
  {
    code: 'BAD_USER_INPUT',
    retryable: false,
    from: words(`InvalidParameter InvalidParameterValue MissingParameter UnknownParameter
      InvalidParameterValue.LimitExceeded`),
  },
  {
    code: 'CAPABILITY_UNAVAILABLE',
    retryable: false,
    from: words('ActionOffline InvalidAction NoSuchVersion UnsupportedOperation UnsupportedRegion'),
  },
  {
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
    // The CAM system failed: nothing is known of the key.
    from: words(`AuthFailure.CamException FailedOperation FailedOperation.BindingTagsFailed FailedOperation.CAMFailure
      FailedOperation.ExecDatabaseFail FailedOperation.ExecTagFail FailedOperation.MoveModelDirFailed
      FailedOperation.QueryBindingTagsFailed FailedOperation.QueryDatabaseFail FailedOperation.QueryModelsByTagsFailed
      FailedOperation.UnmarshalData InternalError ResourceUnavailable ServiceUnavailable FailedOperation.NeverSeen`),
  },
];

/** Null data, and no error. */
export const notFound = words(
  'FailedOperation.RecordNotFound RecordNotFound ResourceNotFound ResourceNotFound.NoModel',
);

/** Of no use to a caller. */
export const masked = words(`DryRunOperation InvalidRequest IpInBlacklist IpNotInWhitelist LimitExceeded NoSuchProduct
  RequestSizeLimitExceeded ResourceInUse ResourceInsufficient ResponseSizeLimitExceeded UnsupportedProtocol NeverSeen`);
