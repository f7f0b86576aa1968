// Before a draft opens: the draw of the order.
export const lobby = {
  title: 'The draw of the order',
  noWords:
    'The commissioner draws the order here, while everybody watches. Any word that you add is mixed into the draw, so that nobody can know the order before.',
  word: 'A word for the draw',
  wordShort: 'Any word',
  give: 'Add my word',
  draw: 'Draw the order',
  drawAsk: 'Draw the order now?',
  drawHow: 'Everybody in the room sees it slot by slot, the last one first. A draft has one draw.',
  byHand: 'Order by hand',
  reorder: 'Seat them so',
  reordered: 'The order is changed; everybody sees that.',
  drawn: 'The drawn order',
  proved:
    'Checked in your browser: seed and words give exactly this order, and the seed is the one that was promised.',
  proof: 'Check that the draw was fair',
  proofHow:
    'The order follows from this seed and the added words alone; a hash of the seed was known since the draft was made. The command draft-orchestrator verify-order works it out again.',
};
