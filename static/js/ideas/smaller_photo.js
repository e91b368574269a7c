/** A photo of a drawing, made smaller on the phone where it can. */

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/** The photo with its longest side at 1600 points, as JPEG; the file itself where a phone cannot. */
export function makeSmaller(file) {
  return new Promise((done) => {
    const picture = new Image();
    const address = URL.createObjectURL(file);
    const asItIs = () => {
      URL.revokeObjectURL(address);
      done(file);
    };
    picture.onerror = asItIs;
    picture.onload = () => {
      try {
        const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(picture.naturalWidth * scale);
        canvas.height = Math.round(picture.naturalHeight * scale);
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (URL.revokeObjectURL(address), done(blob || file)), "image/jpeg", QUALITY);
      } catch (error) {
        asItIs();
      }
    };
    picture.src = address;
  });
}
