package lang

// What pkg/canvas says.
var canvasTexts = []text{}
