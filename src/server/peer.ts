/** Who is at the other end, for limits: an IPv4 address, or the /64 network of an IPv6 one, all of which one customer has. */
import { isIPv6 } from 'node:net';

export function peerName(address: string | undefined): string {
  if (address === undefined || address === '') return 'unknown';
  const [plain = ''] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined || !isIPv6(plain)) return mapped ?? plain;
  const [head = '', tail = ''] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const zeros = plain.includes('::') ? Array.from({ length: missing }, () => '0') : [];
  const network = [...groups, ...zeros, ...tail.split(':')].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group || '0', 16).toString(16)).join(':')}::/64`;
}
