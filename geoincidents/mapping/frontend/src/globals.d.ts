declare module "*.css";
interface Window {
  L: typeof import("leaflet");
  $: (html: string) => Element[];
  [name: `map_${string}`]: import("leaflet").Map;
}
