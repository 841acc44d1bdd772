/** On what it was measured. */
import { cpus, loadavg } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
  /** Processes that wanted to run in the last minute, on average; over the cores, they had to wait for each other. */
  readonly load: number;
}

export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load: loadavg()[0] ?? NaN,
  };
}

export function machineText({ processor, cores, node, platform, load }: Machine): string {
  return `${processor}, ${String(cores)} cores, ${platform}, Node ${node.slice(1)}, load average ${load.toFixed(1)}`;
}
