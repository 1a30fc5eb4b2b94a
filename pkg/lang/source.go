package lang

// What pkg/source says.
var sourceTexts = []text{}
