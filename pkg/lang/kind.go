package lang

// What pkg/kind says.
var kindTexts = []text{}
