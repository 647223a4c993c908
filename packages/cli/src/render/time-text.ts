export { ageText, momentText } from '@portcullis/core';
