/** A picture in a folder, as a user has it. */
export interface PictureFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

function picture(name: string): PictureFile {
  const { pathname: path } = new URL(
    `../../shared/pictures/samples/${name}`,
    import.meta.url,
  );
  return { path, bytes: Deno.readFileSync(path) };
}

export const CAT = picture("chelsea.png");
export const COFFEE = picture("coffee.png");
export const ASTRONAUT = picture("astronaut.png");
