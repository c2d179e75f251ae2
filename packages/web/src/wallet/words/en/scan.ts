/** Words of the scanner. */
export const scan = {
  'scan.title': 'Scan an order or shop code',
  'scan.camera': 'Open the camera',
  'scan.why': 'The camera reads the code of a shop. Its picture stays on this phone.',
  'scan.torch': 'Torch',
  'scan.torchOff': 'Torch off',
  'scan.picture': 'Picture',
  'scan.paste': 'Paste',
  'scan.pasteTitle': 'Paste a code',
  'scan.pasteField': 'Code or address',
  'scan.pasteUse': 'Use this code',
  'scan.pasteWrong': 'Paste the text of a code.',
  'scan.refused': 'The camera is blocked. Choose a picture or paste the code.',
  'scan.insecure': 'The camera needs a secure address (https). Choose a picture or paste the code.',
  'scan.none': 'This device has no camera. Choose a picture or paste the code.',
  'scan.busy': 'Another app uses the camera. Close it, or choose a picture.',
  'scan.black': 'The camera shows nothing. Close other apps that use it, or choose a picture.',
  'scan.nothing': 'Nothing found yet. Hold the phone still, a hand away; or choose a picture.',
  'scan.noCode': 'There is no code in this picture.',
  'scan.foreign': 'This is a code of {scheme}. This wallet cannot pay it; an app of {scheme} can.',
  'scan.fps':
    "This is an FPS code. This wallet cannot pay it; your bank's app can. Or ask the shop for a code of this wallet.",
  'scan.sign':
    'This sign is for {schemes}. This wallet cannot pay it; an app of one of them can. Or ask the shop for a code of this wallet.',
  'scan.otherApps':
    'This sign is for other payment apps. This wallet cannot pay it. Ask the shop for a code of this wallet.',
  'scan.damaged':
    'This code is damaged or incomplete. Scan it again, or ask the shop for another one.',
  'scan.notPayment': 'This code is not for paying. It says: {text}',
  'scan.own': 'This is a payment code. A cashier scans it; you scan the code of a shop.',
  'scan.again': 'Scan again',
  'scan.reading': 'Reading the code …',
} as const;
