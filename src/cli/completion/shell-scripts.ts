/**
 * Scripts that let a shell ask the program itself, so that they never grow old: `oktahunt __complete WORD...` prints
 * what could follow, one in a line, and a last line `:files` if a file could. `oktahunt __describe WORD...` prints
 * the same, with a tab and what it is for behind the words that need it.
 */
export const shellScripts = {
  bash: `# oktahunt completion for bash: source <(oktahunt completion bash)
_oktahunt() {
  local line files=0 IFS=$'\\n'
  COMPREPLY=()
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  # Bash takes = for a word of its own; the program sees --name=value as one.
  local typed="\${COMP_WORDS[COMP_CWORD]}" joined=()
  for line in "\${words[@]}"; do
    if [[ \${#joined[@]} -gt 0 && ( $line == = || \${joined[-1]} == --*= ) ]]; then
      joined[-1]+="$line"
    else
      joined+=("$line")
    fi
  done
  while IFS= read -r line; do
    if [[ $line == :files ]]; then files=1; else COMPREPLY+=("\${line#"\${joined[-1]%"$typed"}"}"); fi
  done < <(oktahunt __complete "\${joined[@]}" 2>/dev/null)
  if [[ $files == 1 ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY+=($(compgen -f -- "$typed"))
  elif [[ \${#COMPREPLY[@]} == 1 && \${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace 2>/dev/null
  fi
}
complete -F _oktahunt oktahunt
`,
  zsh: `#compdef oktahunt
# oktahunt completion for zsh: oktahunt completion zsh > "\${fpath[1]}/_oktahunt"
_oktahunt() {
  local -a found
  local word text files=0
  while IFS=$'\\t' read -r word text; do
    if [[ $word == :files ]]; then files=1; else found+=("\${word//:/\\\\:}\${text:+:$text}"); fi
  done < <(oktahunt __describe "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( $#found )) && _describe oktahunt found
  (( files )) && _files
}
if [[ \${funcstack[1]} == _oktahunt ]]; then _oktahunt "$@"; else compdef _oktahunt oktahunt; fi
`,
  fish: `# oktahunt completion for fish: oktahunt completion fish > ~/.config/fish/completions/oktahunt.fish
function __oktahunt_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (oktahunt __describe $words[2..-1] 2>/dev/null)
        if test "$line" = ':files'
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c oktahunt -f -a '(__oktahunt_complete)'
`,
  powershell: `# oktahunt completion for PowerShell: oktahunt completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName oktahunt -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    if ($wordToComplete -eq '') { $words += '' }
    oktahunt __describe @words 2>$null | Where-Object { $_ -ne ':files' } | ForEach-Object {
        $word, $text = $_ -split "\`t", 2
        if (-not $text) { $text = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $text)
    }
}
`,
} as const satisfies Record<string, string>;

/** The name of a shell that can complete. */
export type Shell = keyof typeof shellScripts;

export const shells = Object.keys(shellScripts) as readonly Shell[];
