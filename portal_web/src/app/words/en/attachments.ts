export const attachments = {
  image: "Picture",
  file: "File",
};
