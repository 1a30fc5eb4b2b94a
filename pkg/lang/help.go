package lang

// The help of every command and option.
var helpTexts = []text{}
