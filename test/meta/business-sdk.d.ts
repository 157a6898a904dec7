/** The little of Meta's own client that the suites use; it brings no types. */
declare module "facebook-nodejs-business-sdk" {
  export class FacebookAdsApi {
    static readonly GRAPH: string;
    static readonly VERSION: string;
    constructor(accessToken: string, locale?: string, crashLog?: boolean);
    call(method: string, path: readonly string[], params?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  }
  interface Read {
    readonly _data: Record<string, unknown>;
  }
  interface Cursor extends ReadonlyArray<Read> {
    hasNext(): boolean;
    next(): Promise<Cursor>;
  }
  type Params = Readonly<Record<string, unknown>>;
  export class Lead {
    constructor(id: string, data: Params | undefined, parent: string | undefined, api: FacebookAdsApi);
    get(fields: readonly string[], params?: Params): Promise<Read>;
  }
  export class LeadgenForm extends Lead {
    getLeads(fields: readonly string[], params?: Params): Promise<Cursor>;
  }
  export class Page extends Lead {
    getLeadGenForms(fields: readonly string[], params?: Params): Promise<Cursor>;
  }
}
