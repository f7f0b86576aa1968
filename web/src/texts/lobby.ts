// Before a draft opens: the draw of the order.
export const lobby = {
  title: 'The draw of the order',
  noWords:
    'The commissioner draws the order here, while you watch. A word of yours goes into the draw, so that nobody can know it before.',
  word: 'Your word for the draw',
  give: 'Give it',
  draw: 'Draw the order',
  drawAsk: 'Draw the order now?',
  drawHow: 'Everybody in the room sees it slot by slot, the last one first. A draft has one draw.',
  byHand: 'Change the order by hand',
  reorder: 'Seat them so',
  reordered: 'The order is changed; everybody sees that.',
  drawn: 'The drawn order',
  proved:
    'Repeated in your browser: seed and words give exactly this order, and the seed is the one that was promised.',
  proof: 'How to repeat the draw',
  proofHow:
    'The order follows from this seed and the words alone; a hash of the seed was known since the draft was made. The command draft-orchestrator verify-order repeats it.',
};
