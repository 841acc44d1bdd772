/** The two types of the domain, which refer to each other; their fields stand in the file of each. */
import type { ModelRecord, VersionRecord } from '../loaders/records.ts';
import { builder } from './builder.ts';

export const TrainingModel = builder.objectRef<ModelRecord>('TrainingModel');
export const TrainingModelVersion = builder.objectRef<VersionRecord>('TrainingModelVersion');
