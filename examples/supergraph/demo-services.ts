/** Services that fit the emulator's demo models, in both of its regions. */
import type { Service } from './deployments.ts';

export const demoServices: readonly Service[] = [
  {
    id: 'chat',
    name: 'customer chat',
    modelId: 'm-1100527019491330048',
    deployments: [
      { id: 'chat-1', name: 'chat, stable', replicas: 8, versionId: 'mv-v7-1104875673878530048' },
      { id: 'chat-2', name: 'chat, canary', replicas: 1, versionId: 'mv-v8-1105600449609730048' },
    ],
  },
  {
    id: 'invoices',
    name: 'invoice reading',
    modelId: 'm-673845873133748864',
    deployments: [
      { id: 'invoices-1', name: 'invoices, GPU', replicas: 2, versionId: 'mv-v6-688341387757748864' },
      { id: 'invoices-2', name: 'invoices, T4', replicas: 4, versionId: 'mv-v7-691240490682548864' },
    ],
  },
  {
    id: 'posters',
    name: 'poster styles',
    modelId: 'm-881891823809724672',
    deployments: [{ id: 'posters-1', name: 'posters', replicas: 1, versionId: 'mv-v16-887327641793724672' }],
  },
  {
    id: 'legacy',
    name: 'a service whose model was deleted',
    modelId: 'm-600000000000000000',
    deployments: [{ id: 'legacy-1', name: 'legacy', replicas: 0, versionId: 'mv-v1-600000000000000001' }],
  },
];
