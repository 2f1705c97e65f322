/**
 * Queries that were parsed and found valid, so that a client's own few are not parsed again at every request. Bounded by
 * what it holds on to: a parsed query keeps its whole text, comments and spaces included, which Apollo's own store does
 * not count, so that a caller could fill the memory with one query under ever new comments.
 */
import type { DocumentNode } from "graphql";

/** A client's queries are a few kilobytes; what is longer is parsed each time. */
const LONGEST_TEXT = 20_000;
const MOST_DOCUMENTS = 300;

/** Shaped as Apollo's KeyValueCache, which is asynchronous for stores that are elsewhere. */
export class DocumentStore {
  /** In the order of use, the latest last. */
  private readonly documents = new Map<string, DocumentNode>();

  async get(key: string): Promise<DocumentNode | undefined> {
    const document = this.documents.get(key);
    if (document) {
      this.documents.delete(key);
      this.documents.set(key, document);
    }
    return document;
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    if ((document.loc?.source.body.length ?? Infinity) > LONGEST_TEXT) return;
    this.documents.set(key, document);
    if (this.documents.size > MOST_DOCUMENTS) this.documents.delete(this.documents.keys().next().value!);
  }

  async delete(key: string): Promise<boolean> {
    return this.documents.delete(key);
  }
}
