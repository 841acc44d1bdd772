/** What a composer and a gateway must know of a subgraph. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  readonly url: string;
}
