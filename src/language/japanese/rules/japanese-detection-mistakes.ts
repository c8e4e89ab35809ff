import type { englishDetectionMistakes } from '../../english/rules/english-detection-mistakes.ts';

/** What is wrong with the selections and conditions of a rule, in Japanese. */
export const japaneseDetectionMistakes: Record<keyof typeof englishDetectionMistakes, string> = {
  'detectionMistake.noSelection': '"{name}" というセレクションはありません{hint}',
  'detectionMistake.matchesInBlock':
    'matches はイベントが該当するルールを示すもので、配列の要素についてのブロックの中では意味を持ちません',
  'detectionMistake.matchesKey':
    '"{key}" は意味を持ちません。matches はルールを指定するもので、修飾子もかっこも付けられません',
  'detectionMistake.listsTooLong':
    'この値のリストは {count} 個のテキストに展開され、上限の {most} 個を超えます',
  'detectionMistake.listedNoAddress':
    '値リストの "{text}" は、ネットワークでもアドレスでもありません',
  'detectionMistake.listedText': '値リストの "{text}": {what}',
  'detectionMistake.regexTooLong': '正規表現は {most} 文字までです。値リストを使ってください',
  'detectionMistake.wildcardEncoded':
    '{encoding} ではワイルドカードをエンコードできません。文字そのものは \\* または \\? と書いてください',
  'detectionMistake.manyDashes':
    'このテキストには、windash と {encoding} を使うにはダッシュとスラッシュが多すぎます',
  'detectionMistake.shortForOffset': 'base64offset には 2 バイト以上のテキストが必要です',
  'detectionMistake.partWithoutZone':
    '"{name}" は時刻から読み取る値ではないため、タイムゾーンはありません',
  'detectionMistake.onePart':
    '"|" の後に書けるフィールドの部分は 1 つです。"{text}" とは書けません',
  'detectionMistake.modifierAsPart':
    '"{name}" はフィールドの比較方法です。フィールドの部分は {parts} です',
  'detectionMistake.noPart': 'フィールドに "{name}" という部分はありません{hint}',
  'detectionMistake.noZone': '"{name}" というタイムゾーンはありません{hint}',
  'detectionMistake.timeframe':
    'timeframe は Sigma から削除されました。context または相関を使ってください',
  'detectionMistake.aggregation':
    '"|" の後の集計は Sigma から削除されました。context または相関を使ってください',
  'detectionMistake.endsEarly': 'condition が途中で終わっています',
  'detectionMistake.quantifiers': '使えるのは "1 of"、"any of"、"all of" だけです{hint}',
  'detectionMistake.notExpected': 'ここに "{text}" は書けません',
  'detectionMistake.manyBrackets': 'かっこが多すぎます',
  'detectionMistake.bracketOpen': 'このかっこが閉じられていません',
  'detectionMistake.noNameMatches': '"{text}" に一致するセレクション名がありません{hint}',
  'detectionMistake.noModifier': '"{name}" という修飾子はありません{hint}',
  'detectionMistake.modifierTwice': '修飾子 "{name}" が 2 回指定されています',
  'detectionMistake.casedPart': '"{part}" は小文字で得られるため、cased は意味を持ちません',
  'detectionMistake.notCombined': '修飾子 "{one}" と "{name}" は組み合わせられません',
  'detectionMistake.cannotFollow':
    '修飾子 "{name}" は "{maker}" の後に書けません。"{name}" が受け取れるのは {takes} で、"{maker}" の結果は{made}です',
  'detectionMistake.partOfAlias':
    '"{name}" は他のフィールドの別名です。部分は aliases のフィールドに指定してください',
  'detectionMistake.fieldrefFacts':
    '{comparison} と fieldref の組み合わせで比較できるのはウィンドウの集計値です{where}',
  'detectionMistake.fieldrefText':
    '集計値は数値として比較されるため、ここで fieldref にテキスト用の修飾子は使えません',
  'detectionMistake.filterOfMember':
    '"{text}" は 1 つの要素を表す "." にフィルターを付けています。フィルターは配列の後に書いてください',
  'detectionMistake.twoBrackets':
    '"{text}" は 1 つの配列に角かっこを 2 つ付けています。条件はカンマでつないでください',
  'detectionMistake.mixedBrackets':
    '"{text}" は [{bracket}] とフィルターを混在させています。フィルターの条件はブロックの中に書いてください',
  'detectionMistake.blockAsValue':
    '[{bracket}] はセレクションで "{array}" の要素について尋ねるもので、値を指定するものではありません。該当する要素は {array}[type=User]、1 つの要素は {array}[0]、すべての要素は角かっこなしで書いてください',
  'detectionMistake.nestedTooDeep': 'セレクションの入れ子が深すぎます',
  'detectionMistake.notSelection': 'セレクションはマップ、リスト、または語にしてください',
  'detectionMistake.emptySelection':
    'このセレクションは空です。すべてに一致するか、何にも一致しないことになります',
  'detectionMistake.emptyList': '"{key}" のリストが空なので、何も一致しません',
  'detectionMistake.existsOneValue': 'exists に指定できる値は true または false の 1 つです',
  'detectionMistake.memberOutside': '"." は配列の要素を表すため、ブロックの中に書いてください',
  'detectionMistake.factWithoutMembers': '"{key}" はウィンドウの集計値で、選べる要素はありません',
  'detectionMistake.factNoTime': '"{key}" はウィンドウの集計値で、時刻ではありません',
  'detectionMistake.blockModifiers':
    'ブロックに修飾子は付けられません。中のフィールドに付けてください',
  'detectionMistake.wordModifiers': 'キーワードに使えるのはテキスト用の修飾子だけです',
  'detectionMistake.wordsAnywhere':
    'キーワードはイベント全体から検索されるため、startswith と endswith は意味を持ちません',
  'detectionMistake.nullWord': 'null はキーワードにできません',
  'detectionMistake.isMap': '"{path}" は {fields} を持つマップです',
  'detectionMistake.noField': 'System Log のイベントに "{path}" というフィールドはありません{hint}',
  'detectionMistake.expandNeeds': 'expand には {example} が必要です',
  'detectionMistake.valueNotPlain':
    '"{key}" の値は、マップやリストではなく単純な値にしてください{hint}',
  'detectionMistake.nullModified': 'null は、修飾子なしでそのまま比較することしかできません',
  'detectionMistake.noListName': '{text} は値リストの名前にできません',
  'detectionMistake.noNetwork': '"{text}" は 203.0.113.0/24 のようなネットワークではありません',
  'detectionMistake.fieldrefNeeds': 'fieldref にはフィールドの名前が必要です',
  'detectionMistake.partRange': '{part} には {least} から {greatest} までの整数が必要です',
  'detectionMistake.noDaypart': '"{word}" は時間帯ではありません{hint}',
  'detectionMistake.orderNeedsNumber': 'gt、gte、lt、lte には数値が必要です{hint}',
  'detectionMistake.existsNeeds': 'exists には true または false が必要です',
  'detectionMistake.filterModifiers':
    '"[{bracket}]" に修飾子は使えません。フィルターは、大文字と小文字を区別せずにテキスト全体を比較します',
  'detectionMistake.filterComma':
    '"[{bracket}]" では条件がカンマで区切られていますが、"{piece}" は条件ではありません。値の中のカンマは \\, と書いてください',
  'detectionMistake.filterEmpty':
    '"[{bracket}]" はフィルターではありません。[type=User] のようにフィールドと値が必要です',
  'detectionMistake.filterOperator':
    '"[{bracket}]" はフィルターではありません。[type=User] のように = 1 つだけで比較します',
  'detectionMistake.filterQuotes':
    '"[{bracket}]" の値に引用符が付いています。フィルターの値は引用符なしで書いてください',
  'detectionMistake.filterWildcard':
    '"[{bracket}]" にワイルドカードがありますが、フィルターはテキスト全体を比較します。文字そのものは \\* または \\? と書いてください',
  'detectionMistake.unmatchedBracket':
    '"{text}" に対応しない角かっこがあります。名前の中の角かっこは \\{bracket} と書いてください',
  'detectionMistake.noArray': '"{text}" は、どの配列を指すのか示していません',
  'detectionMistake.tooManyBrackets': '"{text}" の角かっこは {most} 個を超えています',
  'detectionMistake.dotAfterBracket': '"{text}" の角かっこの後には、ドットとフィールドが必要です',
  'detectionMistake.regexRejected': 'この正規表現は使えません: {reason}: {piece}{hint}',
  'detectionMistake.ofNeeds': '"of" の後には "them" または名前が必要です',
  'detectionMistake.unexpected': 'ここに "{word}" は書けません{hint}',
  'detectionMistake.mustFollow': '修飾子 "{name}" は {makers} の後に書いてください',
  'detectionMistake.noQuantifier':
    '"[{word}]" という量指定子はありません{hint}。数値も使えます。名前の中の角かっこは {escape} と書いてください。該当する要素は [type=User] です',
  'detectionMistake.noFilterNorPlace':
    '"{text}" の "[{bracket}]" は、[type=User] のようなフィルターでも [0] のような位置でもありません。名前の中の角かっこは {escape} と書いてください',
  'detectionMistake.noneInBlocks': '。ブロックの中に集計値はありません',
  'detectionMistake.hasFields': '。"{path}" にあるのは {fields} です',
  'detectionMistake.filterAsks': '。フィルターが "{path}" を調べています{hint}',
  'detectionMistake.inItsFilter': '。フィルターの中: {what}',
  'detectionMistake.listBetweenPercents': '{example} のようにパーセント記号で囲んだ値リストの名前',
  'chainType.value': '書かれたままの値',
  'chainType.list': '値リスト',
  'chainType.string': 'テキスト全体',
  'chainType.text': 'テキスト',
  'chainType.bytes': 'UTF-16 のテキスト',
  'chainType.encoded': 'base64',
  'chainType.regex': '正規表現',
  'chainType.network': 'ネットワーク',
  'chainType.number': '比較する数値',
  'chainType.presence': 'true または false',
  'chainType.field': '別のフィールド',
  'chainType.part': '時刻の一部',
  'chainType.daypart': '時間帯',
  'chainType.piece': 'テキストの一部',
};
