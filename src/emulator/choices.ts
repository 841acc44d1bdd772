/**
 * What nobody outside Tencent knows about TI-ONE and the emulator still has to decide: each open point once, by name.
 * Where several readings are plausible the default is the one that punishes a careless client.
 */

/** When a filter with exactly one value matches fuzzily, in view of its `Fuzzy` member. */
export type OneValueIsFuzzy = 'always' | 'unless-false' | 'only-when-true';

export interface Choices {
  /** Regions that exist: those seen in published TI-ONE examples. The first one is used where none is named. */
  readonly regions: readonly string[];
  /** Refusal of a well-formed region that is not offered. A malformed one is `InvalidParameterValue`, as seen live. */
  readonly unknownRegion: 'UnsupportedRegion' | 'InvalidParameterValue';
  /** Language of messages without `X-TC-Language`. */
  readonly language: 'en-US' | 'zh-CN';
  /** Refusal of a content type that is not documented for the method with TC3 (multipart included: no file actions). */
  readonly badContentType: 'UnsupportedProtocol' | 'InvalidRequest';
  /** Refusal of a request without `Authorization`. */
  readonly noAuthorization: 'AuthFailure.InvalidAuthorization' | 'MissingParameter';
  /** Refusal of a credential scope with another product's service or another date than the timestamp's. */
  readonly foreignScope: 'AuthFailure.SignatureFailure' | 'AuthFailure.InvalidAuthorization';
  /**
   * Which calls use up the rate: those that pass signature, action and region (`before-parameters`: bad parameters
   * cost a token), or only those that pass the parameters too. Refused signatures never do.
   */
  readonly rateCounted: 'before-parameters' | 'after-parameters';
  /** What a JSON null as a parameter means. */
  readonly nullParameter: 'absent' | 'wrong-type';
  /** What fuzzy matching compares. */
  readonly fuzzyMatch: 'substring' | 'prefix';
  readonly fuzzyIgnoresCase: boolean;
  readonly exactIgnoresCase: boolean;
  /** Whether one value that is sent twice counts as two, which are matched exactly. */
  readonly sameValueTwice: 'counted' | 'deduplicated';
  /** For the list action, whose documentation knows `Fuzzy`. */
  readonly oneValueIsFuzzyInList: OneValueIsFuzzy;
  /** For the version actions, whose documentation only says that one value is matched fuzzily. */
  readonly oneValueIsFuzzyInVersions: OneValueIsFuzzy;
  /** What `Negative: true` does: keep what the filter alone would drop, or nothing at all. */
  readonly negative: 'complement' | 'ignored';
  /** How filters combine. Each looks at all versions of a model, so two filters may be met by two versions. */
  readonly filtersCombine: 'and' | 'or';
  /** What a filter without values does. */
  readonly filterWithoutValues: 'ignored' | 'matches-nothing';
  /** What a filter without a name does: its documentation does not mark the name as required. */
  readonly filterWithoutName: 'MissingParameter' | 'ignored' | 'matches-nothing';
  /** Refusal of a filter name that the action does not document (letter case counts). */
  readonly unknownFilterName: 'InvalidParameterValue' | 'InvalidParameter';
  /** How tag filters combine with each other. With the filters it is always "and". */
  readonly tagFiltersCombine: 'and' | 'or';
  /** How many of the values of a tag filter a model must have under its key. */
  readonly tagValuesCombine: 'or' | 'and';
  readonly oneTagValueIsFuzzy: boolean;
  readonly tagFilterWithoutValues: 'key-alone' | 'ignored' | 'matches-nothing';
  /** What a tag filter without a key does, which is not marked as required either. */
  readonly tagFilterWithoutKey: 'MissingParameter' | 'any-key' | 'ignored' | 'matches-nothing';
  /** Answer to an id that is not in the region, the empty id included. */
  readonly unknownModel: 'ResourceNotFound.NoModel' | 'ResourceNotFound' | 'empty-list';
  readonly unknownVersion: 'ResourceNotFound';
  /** What an `OrderField` other than the documented `CreateTime` does. */
  readonly otherOrderField: 'InvalidParameterValue' | 'ignored';
  readonly defaultOffset: number;
  readonly defaultLimit: number;
  /** Largest `Limit` that is honoured: as many as a filter may have values. */
  readonly maxLimit: number;
  readonly limitAboveMaximum: 'clamped' | 'refused';
  readonly limitZero: 'default' | 'empty-page';
  /** What a negative `Offset` or `Limit` does: a refusal, or the default in its place. */
  readonly negativeOffsetOrLimit: 'InvalidParameterValue' | 'default';
  /** `TrainingModelVersions` of a list answer without `WithModelVersions`: the last published example shows `[]`. */
  readonly versionsNotAsked: 'empty-list' | 'null' | 'no-key';
  /** Which versions of a model come with `WithModelVersions` when filters look at versions. */
  readonly versionsOfFilteredModel: 'all' | 'matching';
  /** Order of versions in an answer. Oldest first is what a client that forgets to sort does not expect. */
  readonly versionOrder: 'oldest-first' | 'newest-first';
}

export const defaultChoices: Choices = {
  regions: ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-nanjing'],
  unknownRegion: 'UnsupportedRegion',
  language: 'en-US',
  badContentType: 'UnsupportedProtocol',
  noAuthorization: 'AuthFailure.InvalidAuthorization',
  foreignScope: 'AuthFailure.SignatureFailure',
  rateCounted: 'before-parameters',
  nullParameter: 'absent',
  fuzzyMatch: 'substring',
  fuzzyIgnoresCase: false,
  exactIgnoresCase: false,
  sameValueTwice: 'counted',
  oneValueIsFuzzyInList: 'unless-false',
  oneValueIsFuzzyInVersions: 'always',
  negative: 'complement',
  filtersCombine: 'and',
  filterWithoutValues: 'ignored',
  filterWithoutName: 'MissingParameter',
  unknownFilterName: 'InvalidParameterValue',
  tagFiltersCombine: 'and',
  tagValuesCombine: 'or',
  oneTagValueIsFuzzy: false,
  tagFilterWithoutValues: 'key-alone',
  tagFilterWithoutKey: 'MissingParameter',
  unknownModel: 'ResourceNotFound.NoModel',
  unknownVersion: 'ResourceNotFound',
  otherOrderField: 'InvalidParameterValue',
  defaultOffset: 0,
  defaultLimit: 10,
  maxLimit: 100,
  limitAboveMaximum: 'clamped',
  limitZero: 'default',
  negativeOffsetOrLimit: 'InvalidParameterValue',
  versionsNotAsked: 'empty-list',
  versionsOfFilteredModel: 'all',
  versionOrder: 'oldest-first',
};
