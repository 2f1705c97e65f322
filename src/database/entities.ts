/** Every table that is written through TypeORM. The record path reads with SQL of its own (`docs/adr`). */
export const ENTITIES: (new () => object)[] = [];
