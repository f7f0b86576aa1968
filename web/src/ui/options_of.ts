/** Names and sentences by key, as `Choices` shows them. */
export function optionsOf<Key extends string>(
  texts: Readonly<Record<Key, readonly [name: string, sentence: string]>>,
): (readonly [Key, string, string])[] {
  return (Object.entries(texts) as [Key, readonly [string, string]][]).map(
    ([key, [name, sentence]]) => [key, name, sentence] as const,
  );
}
