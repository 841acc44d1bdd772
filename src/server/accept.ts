/** Whether a header such as `Accept` names one of these values, and does not rule it out by `q=0`. */
export function accepts(header: string | null, values: readonly string[]): boolean {
  return (header ?? '').split(',').some((entry) => {
    const [value = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    return values.includes(value) && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
