// Where a page of ours is, also when the service is published below a path: seen from the script itself,
// which stands at static/gebouwd/ of the service.
const ROOT = new URL("../../", import.meta.url);

export const adres = (pad) => new URL(pad, ROOT).pathname;
