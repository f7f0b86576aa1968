import type { ComponentProps } from 'react';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  /** Whether it does nothing now: something is under way, is missing, or a list ends here. */
  readonly isOff: boolean;
}

/**
 * A button that does nothing at times. It keeps the focus then, which one that is disabled loses, and with it whoever uses keys their
 * place. While it is off it submits no form either, also not by Enter in a field.
 */
export function Button({ isOff, type = 'button', onClick, ...props }: ButtonProps) {
  return (
    <button
      {...props}
      type={type}
      aria-disabled={isOff}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
